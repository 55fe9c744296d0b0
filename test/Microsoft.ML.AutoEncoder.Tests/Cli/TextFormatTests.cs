using System.Globalization;
using System.Text;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>The text files of the world.</summary>
public sealed class TextFormatTests(ToolFixture fixture) : IClassFixture<ToolFixture>
{
    private string[] Table =>
    [
        $"id,{ToolFixture.Header}",
        .. fixture.Rows.Take(5).Index().Select(row => $"{row.Index},{ToolFixture.Text(row.Item)}"),
    ];

    [Fact]
    public void Line_ends_byte_order_mark_and_missing_end_do_not_matter()
    {
        var expected = Score(string.Join('\n', Table) + "\n");

        Assert.Equal(6, expected.Lines.Length);
        Assert.Equal(expected.Output, Score(string.Join('\n', Table)).Output);
        Assert.Equal(expected.Output, Score(string.Join("\r\n", Table) + "\r\n").Output);
        Assert.Equal(expected.Output, Score("\uFEFF" + string.Join('\n', Table)).Output);
        Assert.Equal(expected.Output, Score(string.Join("\n\n", Table) + "\n\n\n").Output);
    }

    [Fact]
    public void Quotes_are_taken_off_and_put_back()
    {
        var row = ToolFixture.Text(fixture.Rows[0]);
        var quoted = string.Join(',', row.Split(',').Select(cell => $"\"{cell}\""));
        string[] keys = ["\"a \"\"b\"\", c\"", "\"two\nlines\"", "\"plain\"", "", "ü€𝄞"];
        var input = $"\"id\",a,b,c,d\n{string.Concat(keys.Select(key => $"{key},{quoted}\n"))}";

        var run = Score(input, "--key", "id", "--outputs", "error");

        var error = Score($"a,b,c,d\n{row}", "--outputs", "error").Lines[1];
        Assert.Equal(
            $"id,error\n\"a \"\"b\"\", c\",{error}\n\"two\nlines\",{error}\nplain,{error}\n,{error}\nü€𝄞,{error}\n", run.Output);
    }

    /// <summary>Blocks are cut at line ends; those between quotes do not count.</summary>
    [Fact]
    public void Quoted_line_ends_are_found_in_long_texts()
    {
        var row = ToolFixture.Text(fixture.Rows[0]);
        var text = new StringBuilder("id,a,b,c,d\n");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{i}\n\n,\"\"{new string('x', i % 40)}\n\",{row}\n");
        }

        var run = Score(text.ToString(), "--key", "id", "--outputs", "error");

        var error = Score($"a,b,c,d\n{row}", "--outputs", "error").Lines[1];
        var expected = new StringBuilder("id,error\n");
        for (var i = 0; i < 20_000; i++)
        {
            expected.Append(CultureInfo.InvariantCulture, $"\"{i}\n\n,\"\"{new string('x', i % 40)}\n\",{error}\n");
        }

        Assert.Equal(expected.ToString(), run.Output);
    }

    [Fact]
    public void Other_separators_are_written_as_they_are_read()
    {
        var run = Score(string.Join('\n', Table).Replace(',', ';'), "--separator", ";", "--key", "id");
        var tabs = Score(string.Join('\n', Table).Replace(',', '\t'), "--separator", "tab", "--key", "id");

        var expected = Score(string.Join('\n', Table), "--key", "id").Output;
        Assert.Equal(expected.Replace(',', ';'), run.Output);
        Assert.Equal(expected.Replace(',', '\t'), tabs.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("?")]
    [InlineData("  ")]
    public void A_missing_value_gives_NaN(string cell)
    {
        var run = Score($"a,b,c,d\n1,{cell},3,4\n1,2,3,4\n");

        Assert.Equal("NaN,NaN", run.Lines[1]);
        Assert.DoesNotContain("NaN", run.Lines[2]);
    }

    [Fact]
    public void A_header_alone_gives_a_header_alone() => Assert.Equal("code.0,code.1\n", Score("a,b,c,d\n").Output);

    [Fact]
    public void One_row_gives_one_row() => Assert.Equal(2, Score("a,b,c,d\n1,2,3,4").Lines.Length);

    [Fact]
    public void Another_culture_changes_nothing()
    {
        var expected = Score(string.Join('\n', Table)).Output;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, Score(string.Join('\n', Table)).Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private ToolRun Score(string input, params string[] arguments) =>
        ToolRun.WithInput(input, ["score", fixture.Model, .. arguments]).EnsureSuccess();
}
