using Microsoft.ML.Runtime;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The options of a training that goes on from a fitted model: what is null follows the model where that has decided about
/// it.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="options">The options as the user gave them.</param>
/// <param name="model">The model.</param>
/// <param name="defaults">What stands for options that stay null.</param>
internal sealed class ContinuedOptions(IHost host, Options options, TrainedModel model, DefaultOptions defaults)
{
    private readonly List<(string Option, string Fault)> _faults = [];

    /// <exception cref="ArgumentOutOfRangeException">Options contradict the model; the message names all of them.</exception>
    /// <exception cref="InvalidOperationException">The model is an encoder alone.</exception>
    internal Options Follow()
    {
        if (!model.Shape.HasDecoder)
        {
            throw host.Except(
                "Training cannot go on from this model: it is an encoder alone, which has nothing that reconstructs its input. " +
                "Import it with its decoder.");
        }

        var followed = options.Copy();
        FollowLayers(followed);
        FollowImages(followed);
        FollowArchitecture(followed);
        FollowRegularizers(followed);
        FollowScaling(followed);
        return _faults.Count == 0
            ? followed
            : throw host.ExceptUserArg(
                _faults[0].Option,
                $"Training cannot go on from this model. {string.Join(' ', _faults.Select(fault => fault.Fault))} " +
                "Leave the option null, or train a new model.");
    }

    private void FollowLayers(Options followed)
    {
        var (hidden, decoder, activations) = (model.HiddenLayerSizes, model.DecoderLayerSizes, model.HiddenActivations);
        Compare(nameof(options.HiddenLayerSizes), options.HiddenLayerSizes, hidden, options.HiddenLayerSizes?.SequenceEqual(hidden));
        Compare(nameof(options.DecoderLayerSizes), options.DecoderLayerSizes, decoder, options.DecoderLayerSizes?.SequenceEqual(decoder));
        Compare(nameof(options.CodeSize), options.CodeSize, model.Shape.CodeSize, options.CodeSize == model.Shape.CodeSize);
        Compare(
            nameof(options.Activation),
            options.Activation,
            activations,
            Array.TrueForAll(activations, activation => activation.Equals(options.Activation)));
        Compare(
            nameof(options.CodeActivation),
            options.CodeActivation,
            model.CodeActivation,
            model.CodeActivation.Equals(options.CodeActivation));
        Compare(
            nameof(options.OutputActivation),
            options.OutputActivation,
            model.OutputActivation,
            model.OutputActivation.Equals(options.OutputActivation));
        (followed.HiddenLayerSizes, followed.DecoderLayerSizes, followed.CodeSize) = (hidden, decoder, model.Shape.CodeSize);
        followed.Activation ??= activations.FirstOrDefault();
        (followed.CodeActivation, followed.OutputActivation) = (model.CodeActivation, model.OutputActivation);
    }

    private void FollowImages(Options followed)
    {
        if (model.IsDenseOf(options.ImageShape) && !(options.EncoderLayers ?? []).Concat(options.DecoderLayers ?? []).Any())
        {
            followed.EncoderLayers = [];
            return;
        }

        var (image, encoder, decoder) = (model.ImageShape, model.EncoderLayers, model.DecoderLayers);
        Compare(nameof(options.ImageShape), options.ImageShape, image, options.ImageShape?.Equals(image));
        Compare(nameof(options.EncoderLayers), options.EncoderLayers, encoder, options.EncoderLayers?.SequenceEqual(encoder));
        Compare(
            nameof(options.DecoderLayers),
            options.DecoderLayers,
            decoder,
            decoder is not null && options.DecoderLayers?.SequenceEqual(decoder) == true);
        (followed.ImageShape, followed.EncoderLayers, followed.DecoderLayers) = (image, image is null ? null : encoder, decoder);
    }

    private void FollowArchitecture(Options followed)
    {
        followed.DecorrelateCode ??= model.HasDecorrelatedCode && DefaultOptions.CanDecorrelate(followed);
        followed.TiedWeights ??= model.HasTiedWeights;
        if (followed.TiedWeights.Value != model.HasTiedWeights && (followed.TiedWeights.Value || model.HasState))
        {
            Add(nameof(options.TiedWeights), options.TiedWeights, $"the model was trained with {OptionText.Format(model.HasTiedWeights)}");
        }

        if (followed.TiedWeights.Value)
        {
            // They follow from those of the encoder.
            followed.DecoderLayerSizes = null;
        }

        followed.BatchNormalization ??= model.KeepsNormalization;
        if (followed.BatchNormalization.Value != model.KeepsNormalization)
        {
            Add(nameof(options.BatchNormalization), options.BatchNormalization, model.KeepsNormalization
                ? "the state that the model keeps has it"
                : "it is part of the model's weights and cannot be taken out of them: only a state that is kept " +
                  $"({nameof(options.KeepTrainingState)}) has it apart");
        }
    }

    private void FollowRegularizers(Options followed)
    {
        if (options.Regularizers is null && model.Shape.HasStandardNormalPrior)
        {
            Add(nameof(options.Regularizers), null, "the model is variational, and does not know with what weight it shall be trained: " +
                $"set it with {nameof(AutoEncoderRegularizer)}.{nameof(AutoEncoderRegularizer.Variational)}");
            return;
        }

        followed.Regularizers ??= model.Shape.ActiveCodeUnits is { } units ? [AutoEncoderRegularizer.TopKSparsity(units)] : null;
        var regularizers = defaults.Fill(followed, data: null).Regularizers!;
        if (regularizers.Any(regularizer => regularizer.NeedsLogVariance) != model.KeepsVariances)
        {
            Add(nameof(options.Regularizers), options.Regularizers, model.KeepsVariances
                ? "the state that the model keeps is that of a variational autoencoder"
                : "the model has no layer for the variances of a variational autoencoder's codes: only a state that is kept " +
                  $"({nameof(options.KeepTrainingState)}) has it");
        }
    }

    private void FollowScaling(Options followed)
    {
        followed.InputScaling ??= model.InputScaling;
        if (model.HasState)
        {
            Compare(
                nameof(options.InputScaling), options.InputScaling, model.InputScaling, options.InputScaling == model.InputScaling);
        }
        else if (options.InputScaling is not (null or InputScaling.None) && model.OutputActivation is not Identity)
        {
            Add(
                nameof(options.InputScaling),
                options.InputScaling,
                $"the model's reconstruction has the activation {model.OutputActivation}, which cannot be scaled");
        }
    }

    private void Compare(string option, object? here, object? there, bool? isSame)
    {
        if (here is not null && isSame == false)
        {
            Add(option, here, $"the model has {OptionText.Format(there)}");
        }
    }

    private void Add(string option, object? here, string reason) =>
        _faults.Add((option, $"{option} is {OptionText.Format(here)}, but {reason}."));
}
