using System.CommandLine;
using MnistFeaturizer.Classifiers;

namespace MnistFeaturizer.CommandLine;

/// <summary>An option that is the name of a classifier.</summary>
internal static class ClassifierOption
{
    internal static Option<Classifier> Create(string name, string description) => new(name)
    {
        HelpName = string.Join('|', Classifier.All),
        Description = description,
        DefaultValueFactory = _ => Classifier.All[0],
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var classifier = Classifier.All.FirstOrDefault(classifier => classifier.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (classifier is null)
            {
                result.AddError($"{name} must be {string.Join(" or ", Classifier.All)}, but is '{text}'.");
            }

            return classifier;
        },
    };
}
