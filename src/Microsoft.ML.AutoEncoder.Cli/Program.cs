using System.Runtime.InteropServices;
using System.Text;
using AutoEncoderTool;
using AutoEncoderTool.Writing;

using var cancellation = new CancellationTokenSource();
var exitCode = ExitCodes.Interrupted;

// The second signal ends the process at once.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Cancel(context, ExitCodes.Interrupted));
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Cancel(context, ExitCodes.Terminated));

await using var output = StandardOutput.OpenProcess();
var streams = new ToolStreams(Console.OpenStandardInput(), output, Console.Error, cancellation.Token)
{
    IsErrorTerminal = !Console.IsErrorRedirected,
};
Console.OutputEncoding = new UTF8Encoding(false);
var result = Tool.Run(args, streams);
return result == ExitCodes.Interrupted ? exitCode : result;

void Cancel(PosixSignalContext context, int code)
{
    context.Cancel = !cancellation.IsCancellationRequested;
    exitCode = code;
    cancellation.Cancel();
}
