using Microsoft.ML.AutoEncoder.Tests.Continuing;
using Microsoft.ML.AutoEncoder.Tests.ModelFile;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Fuzz;

/// <summary>Training goes on from a forged model, whose checksums are right, to a model that can be saved, or says why not.</summary>
public sealed class FuzzedStateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_forged_state_is_told_or_trains()
    {
        var (mlContext, data) = (new MLContext(1), ContinuedTraining.Data(20));
        void Choose(AutoEncoderEstimator.Options options) =>
            (options.HiddenLayerSizes, options.CodeSize, options.EarlyStopping, options.InputScaling) =
            (options.HiddenLayerSizes is null ? null : [4], 2, new EarlyStopping(), InputScaling.PerSlot);
        var (intact, path) = (_directory.File("intact.zip"), _directory.File("forged.zip"));
        mlContext.Model.Save(ContinuedTraining.Fit(data, Choose, 2), data.Schema, intact);
        foreach (var (name, random) in FuzzCases.Take(100))
        {
            var archive = new ModelArchive(intact);
            Damage.Overwrite(archive.Description, random);
            archive.SignDescription();
            archive.Save(path);
            var model = Record.Exception(() => mlContext.Model.Load(path, out _)) is null ? mlContext.Model.Load(path, out _) : null;
            if (model is not AutoEncoderTransformer loaded)
            {
                continue;
            }

            AutoEncoderTransformer? continued = null;
            var exception = Record.Exception(() => continued = ContinuedTraining.GoOn(data, loaded, Choose, 1));
            if (exception is null)
            {
                Assert.Equal(
                    continued!.Network.Parameters, ContinuedTraining.SaveAndLoad(continued, data).Network.Parameters);
            }
            else
            {
                Assert.True(exception is ArgumentOutOfRangeException or InvalidOperationException, $"{name}: {exception}");
            }
        }
    }
}
