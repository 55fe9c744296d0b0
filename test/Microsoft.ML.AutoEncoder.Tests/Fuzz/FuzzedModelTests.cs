using Microsoft.ML.AutoEncoder.Tests.ModelFile;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Fuzz;

/// <summary>A model file that is damaged at random gives one clear error, or the bits of the intact one; a forged one, whose
/// checksums are right, gives a clear error, or a model that can be saved.
/// Neither takes much more memory than the file has bytes.</summary>
public sealed class FuzzedModelTests : IDisposable
{
    private const long ModestAllocation = 4 << 20;
    private const string WithState = "autoencoder with state";
    private const string DetectorWithState = "detector with state";

    private static readonly SyntheticData Data = new();

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string> Components => [.. Models.Keys];

    private static Dictionary<string, (Func<IDataView, ITransformer> Fit, string Folder, int Offset)> Models => new()
    {
        ["autoencoder"] = (data => TinyAutoEncoder.Fit(data), "", 0),
        ["decoder"] = (data => TinyAutoEncoder.Fit(data).CreateDecoder("Decoded", "Features"), "", 0),
        ["detector"] = (data => TinyAnomalyDetector.Fit(data), "/Model", sizeof(int)),
        [WithState] = (FitWithState, "", 0),
        [DetectorWithState] = (FitDetectorWithState, "/Model", sizeof(int)),
    };

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Components))]
    public void Damage_anywhere_in_our_part_is_told_or_harmless(string component) => Try(component, (archive, random) =>
    {
        if (component is WithState or DetectorWithState && random.Next(3) > 0)
        {
            archive.State = Damage.Change(archive.State, random);
        }
        else if (random.Next(2) == 0)
        {
            Damage.Overwrite(archive.Key.AsSpan(archive.OwnPart), random);
        }
        else
        {
            archive.Parameters = Damage.Change(archive.Parameters, random);
        }

        return true;
    });

    [Theory, MemberData(nameof(Components))]
    public void A_forged_description_is_told_or_makes_a_model(string component) => Try(component, (archive, random) =>
    {
        Damage.Overwrite(archive.Description, random);
        archive.SignDescription();
        return false;
    });

    private void Try(string component, Func<ModelArchive, Random, bool> damage)
    {
        var (fit, folder, offset) = Models[component];
        var data = component == "decoder" ? Codes() : Data.Dense;
        var intact = _directory.File("intact.zip");
        _mlContext.Model.Save(fit(Data.Dense), data.Schema, intact);
        var expected = Texts(_mlContext.Model.Load(intact, out _), data);
        var path = _directory.File("damaged.zip");
        foreach (var (name, random) in FuzzCases.Take(100))
        {
            var archive = new ModelArchive(intact, folder, offset);
            var mustBeSame = damage(archive, random);
            archive.Save(path);
            var before = GC.GetAllocatedBytesForCurrentThread();
            ITransformer? model = null;
            var exception = Record.Exception(() => model = _mlContext.Model.Load(path, out _));
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(allocated < ModestAllocation + (20 * new FileInfo(path).Length), $"{name}: {allocated} bytes were allocated.");
            if (exception is not null)
            {
                Assert.True(IsClear(exception), $"{name}: {exception}");
            }
            else if (mustBeSame)
            {
                Assert.True(expected.SequenceEqual(Texts(model!, data)), $"{name}: the model gives other values.");
            }
            else
            {
                _mlContext.Model.Save(model!, data.Schema, new MemoryStream());
            }
        }
    }

    private static AutoEncoderTransformer FitWithState(IDataView data)
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        (options.KeepTrainingState, options.EarlyStopping, options.InputScaling) = (true, new EarlyStopping(), InputScaling.PerSlot);
        return TinyAutoEncoder.Fit(data, options);
    }

    private static ITransformer FitDetectorWithState(IDataView data)
    {
        var options = TinyAnomalyDetector.Options();
        options.AutoEncoder.KeepTrainingState = true;
        return TinyAnomalyDetector.Fit(data, options);
    }

    /// <summary>ML.NET wraps what a component throws while it is loaded.</summary>
    private static bool IsClear(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is FormatException && cause.Message.Contains("in the model file", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static IDataView Codes() =>
        VectorData.Create(new MLContext(), VectorData.Learnable(4, 3));

    private static string[] Texts(ITransformer model, IDataView data)
    {
        var scored = model.Transform(data);
        var state = model switch
        {
            AutoEncoderTransformer autoencoder => autoencoder.Training.State,
            AutoEncoderDecoderTransformer => null,
            _ => new MLContext().AnomalyDetection.FindAutoEncoder(model).Model.Training.State,
        };
        return
        [
            .. scored.Preview(10).RowView.Select(row => string.Join(';', row.Values.Select(value => Text(value.Value)))),
            .. state?.Buffers.Select(buffer => $"{buffer.Name}: {string.Join(',', buffer.Values.ToArray())}") ?? [],
        ];
    }

    private static string Text(object value) => value is VBuffer<float> vector ? string.Join(',', vector.DenseValues()) : $"{value}";
}
