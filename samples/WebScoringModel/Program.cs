using System.CommandLine;
using WebScoringModel;

var path = new Argument<string>("FILE")
{
    Description = "Where the model goes.",
    DefaultValueFactory = _ => "model.zip",
};
path.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: ['-', ..] } token])
    {
        result.AddError($"There is no option '{token.Value}'.");
    }
});
var command = new RootCommand("Trains a small model for samples/WebScoring, which encodes rows and tells which ones are odd.") { path };
command.SetAction(parsed => Training.Run(parsed.GetRequiredValue(path)));
return command.Parse(args).Invoke();
