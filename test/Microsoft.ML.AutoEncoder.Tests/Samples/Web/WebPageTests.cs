using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>The page of the service in a real browser.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class WebPageTests : IDisposable
{
    private const int PixelCount = 28 * 28;

    /// <summary>The model whose page is shown in the documentation; without it no picture is taken.</summary>
    private const string ScreenshotModel = "SCREENSHOT_MODEL";

    private static readonly (double X, double Y)[] Three =
    [
        (0.33, 0.25), (0.42, 0.18), (0.55, 0.18), (0.63, 0.26), (0.62, 0.37), (0.54, 0.45), (0.46, 0.48), (0.56, 0.5), (0.65, 0.58),
        (0.66, 0.7), (0.58, 0.8), (0.45, 0.83), (0.34, 0.77),
    ];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Digit_that_is_drawn_is_explained_and_its_code_can_be_walked()
    {
        using var browser = Browser.StartOrSkip();
        WebScoringProcess.SaveModel(new MLContext(1), PixelCount, _directory.File("model.zip"));
        using var server = WebScoringProcess.Start(_directory.File("model.zip"));
        using var page = await browser.OpenAsync(WebScoringProcess.WaitForAddress(server), 1_200, 800);

        await page.DragAsync("pad", Three);
        await page.WaitForAsync("document.querySelectorAll('#code .bar').length === 4");

        Assert.Matches(@"^(Odd|Ordinary): score [\d.,]+, threshold [\d.,]+\.$", await TextAsync(page, "verdict"));
        Assert.InRange(await InkAsync(page, "seen"), 1, PixelCount);
        var before = await PictureAsync(page, "walked");
        await page.EvaluateAsync(
            "(slider => { slider.value = 2.5; slider.dispatchEvent(new Event('input')); })(document.querySelector('#sliders input'))");
        await page.WaitForAsync($"document.getElementById('walked').toDataURL() !== '{before}'");

        // The mass of the digit is in the middle, as in the images that models are trained on.
        var centre = (await page.EvaluateAsync(
            """
            (() => {
              const data = document.getElementById('seen').getContext('2d').getImageData(0, 0, 28, 28).data;
              let [mass, x, y] = [0, 0, 0];
              for (let i = 0; i < 784; i++) {
                mass += data[4 * i]; x += data[4 * i] * (i % 28 + 0.5); y += data[4 * i] * (Math.floor(i / 28) + 0.5);
              }
              return [x / mass, y / mass];
            })()
            """))!.AsArray();
        Assert.All(centre, place => Assert.InRange(place!.GetValue<double>(), 13.4, 14.6));

        await page.EvaluateAsync("document.getElementById('clear').click()");
        Assert.Equal("Nothing was drawn yet.", await TextAsync(page, "verdict"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Picture_that_is_dropped_is_explained()
    {
        using var browser = Browser.StartOrSkip();
        WebScoringProcess.SaveModel(new MLContext(1), PixelCount, _directory.File("model.zip"));
        using var server = WebScoringProcess.Start(_directory.File("model.zip"));
        using var page = await browser.OpenAsync(WebScoringProcess.WaitForAddress(server), 1_200, 800);

        // Black on white paper, off the middle.
        await page.EvaluateAsync(
            """
            (async () => {
              const canvas = new OffscreenCanvas(120, 90);
              const context = canvas.getContext('2d');
              context.fillStyle = '#fff'; context.fillRect(0, 0, 120, 90);
              context.fillStyle = '#000'; context.fillRect(80, 10, 10, 50);
              const transfer = new DataTransfer();
              transfer.items.add(new File([await canvas.convertToBlob()], 'one.png', { type: 'image/png' }));
              document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
            })()
            """);
        await page.WaitForAsync("document.querySelectorAll('#code .bar').length === 4");

        // 20 pixels high, 4 wide.
        Assert.InRange(await InkAsync(page, "seen"), 60, 120);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Row_of_a_model_that_takes_no_images_is_typed()
    {
        using var browser = Browser.StartOrSkip();
        WebScoringProcess.SaveModel(new MLContext(1), 6, _directory.File("model.zip"));
        using var server = WebScoringProcess.Start(_directory.File("model.zip"));
        using var page = await browser.OpenAsync(WebScoringProcess.WaitForAddress(server), 400, 800);

        await page.EvaluateAsync("document.getElementById('row').value = '1 2 3'; document.getElementById('send').click()");
        await page.WaitForAsync("!document.getElementById('error').hidden");
        Assert.Equal("'features' has 3 numbers, but the model takes 6.", await TextAsync(page, "error"));

        await page.EvaluateAsync("document.getElementById('row').value = '1, 0, 1, 0, 1, 0'; document.getElementById('send').click()");
        await page.WaitForAsync("document.querySelectorAll('#code .bar').length === 4");
        Assert.True((await page.EvaluateAsync("document.getElementById('error').hidden"))!.GetValue<bool>());
    }

    [Theory]
    [InlineData(1_200, 640, "web-wide.png")]
    [InlineData(400, 800, "web-narrow.png")]
    public async Task Screenshots_of_the_documentation(int width, int height, string file)
    {
        var model = Environment.GetEnvironmentVariable(ScreenshotModel);
        if (string.IsNullOrEmpty(model))
        {
            Assert.Skip($"Takes the pictures of docs/images again if {ScreenshotModel} names a model of samples/WebScoringModel.");
        }

        using var browser = Browser.StartOrSkip();
        using var server = WebScoringProcess.Start(model);
        using var page = await browser.OpenAsync(WebScoringProcess.WaitForAddress(server), width, height);
        await page.DragAsync("pad", Three);
        await page.WaitForAsync("!document.getElementById('pictures').hidden");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var content = (await page.EvaluateAsync("document.documentElement.scrollHeight"))!.GetValue<int>();
        await page.ResizeAsync(width, content);

        File.WriteAllBytes(Path.Combine(Build.RepositoryDirectory, "docs/images", file), await page.CaptureAsync());

        Assert.Equal(width, (await page.EvaluateAsync("document.documentElement.scrollWidth"))!.GetValue<int>());
        Assert.Empty(page.Complaints);
    }

    private static async Task<string> TextAsync(BrowserPage page, string element) =>
        (await page.EvaluateAsync($"document.getElementById('{element}').textContent"))!.GetValue<string>();

    private static async Task<string> PictureAsync(BrowserPage page, string canvas) =>
        (await page.EvaluateAsync($"document.getElementById('{canvas}').toDataURL()"))!.GetValue<string>();

    /// <summary>How many pixels of a canvas are not black.</summary>
    private static async Task<int> InkAsync(BrowserPage page, string canvas) =>
        (await page.EvaluateAsync(
            $"document.getElementById('{canvas}').getContext('2d').getImageData(0, 0, 28, 28).data" +
            ".filter((value, i) => i % 4 === 0 && value > 0).length"))!
        .GetValue<int>();
}
