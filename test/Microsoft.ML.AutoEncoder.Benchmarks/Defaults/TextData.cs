using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Defaults;

/// <summary>Made documents: words of a topic between words of all topics, made to numbers by ML.NET's FeaturizeText, or counted.</summary>
internal static class TextData
{
    private const int TrainingCount = 1_000;
    private const int MeasuredCount = 1_000;
    private const int WordsPerDocument = 30;
    private const int CommonWords = 400;
    private const int CodeSize = 16;

    /// <summary>Four topics, each with 60 words of its own: 16 principal components tell all of them apart.</summary>
    internal static LabelledData Clear() => Make("texts, 4 topics", topics: 4, wordsPerTopic: 60, topicPart: 0.4, neighbourPart: 0);

    /// <summary>Ten topics, with few words of their own, each of which borrows from the next one.</summary>
    internal static LabelledData Overlapping() => MakeOverlapping("texts, 10 topics", countsWords: false);

    /// <summary>The same documents, of which words are counted, and nothing else.</summary>
    internal static LabelledData Counted() => MakeOverlapping("words, 10 topics", countsWords: true);

    private static LabelledData MakeOverlapping(string name, bool countsWords) =>
        Make(name, topics: 10, wordsPerTopic: 40, topicPart: 0.2, neighbourPart: 0.08, countsWords);

    private static LabelledData Make(
        string name, int topics, int wordsPerTopic, double topicPart, double neighbourPart, bool countsWords = false)
    {
        var random = new Random(1);
        string[] common = [.. Enumerable.Range(0, CommonWords).Select(_ => Word(random))];
        string[][] own = [.. Enumerable.Range(0, topics)
            .Select(_ => Enumerable.Range(0, wordsPerTopic).Select(_ => Word(random)).ToArray())];
        Document[] documents = [.. Enumerable.Range(0, TrainingCount + MeasuredCount).Select(_ => Write())];

        var mlContext = new MLContext(1);
        var texts = mlContext.Transforms.Text;
        IEstimator<ITransformer> featurizer = countsWords
            ? texts.TokenizeIntoWords("Words", nameof(Document.Text)).Append(texts.ProduceWordBags("Features", "Words", ngramLength: 1))
            : texts.FeaturizeText("Features", nameof(Document.Text));
        var features = featurizer
            .Fit(mlContext.Data.LoadFromEnumerable(documents[..TrainingCount]))
            .Transform(mlContext.Data.LoadFromEnumerable(documents))
            .GetColumn<float[]>("Features");
        LabelledRow[] rows =
            [.. features.Zip(documents, (values, document) => new LabelledRow { Features = values, Label = document.Topic + 1 })];
        return new LabelledData(name, CodeSize, rows[..TrainingCount], rows[TrainingCount..]);

        Document Write()
        {
            var topic = random.Next(topics);
            var words = Enumerable.Range(0, WordsPerDocument).Select(_ => random.NextDouble() switch
            {
                var draw when draw < topicPart => own[topic][random.Next(wordsPerTopic)],
                var draw when draw < topicPart + neighbourPart => own[(topic + 1) % topics][random.Next(wordsPerTopic)],
                _ => common[random.Next(CommonWords)],
            });
            return new Document { Text = string.Join(' ', words), Topic = (uint)topic };
        }
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(3, 9)).Select(_ => (char)random.Next('a', 'z' + 1)));

    private sealed class Document
    {
        public string Text { get; set; } = string.Empty;

        public uint Topic { get; set; }
    }
}
