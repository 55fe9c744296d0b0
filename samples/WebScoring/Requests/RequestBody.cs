using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace WebScoring.Requests;

/// <summary>What was found in the body of a request.</summary>
/// <typeparam name="T">What is expected.</typeparam>
/// <param name="Request">What the client asks for; null if that cannot be told.</param>
/// <param name="Error">Why it cannot be told.</param>
/// <param name="StatusCode">The status of the answer that says so.</param>
internal sealed record RequestBody<T>(T? Request, string? Error = null, int StatusCode = StatusCodes.Status200OK)
    where T : class, IServiceRequest
{
    /// <summary>Reads the body. Whatever is wrong with it is the client's affair, and no failure of the service.</summary>
    /// <param name="context">The request.</param>
    /// <param name="stopping">The service stops, and waits for no more of the body.</param>
    internal static async Task<RequestBody<T>> ReadAsync(HttpContext context, CancellationToken stopping)
    {
        if (!context.Request.HasJsonContentType() || FindEncoding(context.Request.ContentType) is not { } encoding)
        {
            return Refuse("Send application/json, in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await ReadAsync(context, encoding, stopping);
        }
        catch (JsonException exception)
        {
            return Refuse(
                $"The body is not the JSON that was expected, in line {(exception.LineNumber ?? 0) + 1}, " +
                $"byte {(exception.BytePositionInLine ?? 0) + 1}: send {T.Example} with numbers.");
        }
        catch (BadHttpRequestException exception)
        {
            return Refuse(exception.Message, exception.StatusCode);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return Refuse("The body ended too early.");
        }
    }

    private static async Task<RequestBody<T>> ReadAsync(HttpContext context, Encoding encoding, CancellationToken stopping)
    {
        var reader = context.Request.BodyReader;
        // A token that is handed to a read would leave the reader in a state that the server complains about.
        using var stop = stopping.Register(reader.CancelPendingRead);
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            var buffer = result.Buffer;
            if (result.IsCompleted)
            {
                try
                {
                    return Parse(buffer, encoding);
                }
                finally
                {
                    reader.AdvanceTo(buffer.End);
                }
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCanceled)
            {
                return Refuse("The service stops.", StatusCodes.Status503ServiceUnavailable);
            }
        }
    }

    // UTF-8, which nearly all send, is read where it lies.
    private static RequestBody<T> Parse(ReadOnlySequence<byte> body, Encoding encoding)
    {
        var json = new Utf8JsonReader(
            encoding.CodePage == Encoding.UTF8.CodePage
                ? body
                : new ReadOnlySequence<byte>(Encoding.Convert(encoding, Encoding.UTF8, body.ToArray())));
        var request = JsonSerializer.Deserialize<T>(ref json, JsonSerializerOptions.Web);
        // Fails if something follows.
        json.Read();
        return request is null ? Refuse($"The body is null: send {T.Example}.") : new RequestBody<T>(request);
    }

    private static Encoding? FindEncoding(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var media))
        {
            return null;
        }

        try
        {
            return media.Charset.HasValue ? Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(media.Charset).ToString()) : Encoding.UTF8;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static RequestBody<T> Refuse(string error, int statusCode = StatusCodes.Status400BadRequest) => new(null, error, statusCode);
}
