using System.Text;
using System.Text.RegularExpressions;

namespace Coaching.Models;

/// <summary>
/// Reads a streamed answer line by line on its way to the SDK, for three things that SDKs get wrong: an answer that ends
/// without its end mark is broken off, not complete; an error sent inside the stream is an error; and a finish reason
/// outside the specification must not throw away the answer it belongs to.
/// </summary>
internal sealed partial class AnswerStream(Stream inner) : Stream
{
    // The end marks of server-sent events and of Ollama's lines.
    private static readonly string[] Known = ["stop", "length", "tool_calls", "content_filter", "function_call"];

    private readonly StreamReader lines = new(inner, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    private ReadOnlyMemory<byte> pending;
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        if (pending.IsEmpty)
        {
            string? line;
            try
            {
                line = await lines.ReadLineAsync(cancellationToken);
            }
            catch (IOException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ModelUnavailableException(ModelFailure.Truncated);
            }

            if (line is null) return ended ? 0 : throw new ModelUnavailableException(ModelFailure.Truncated);
            pending = Encoding.UTF8.GetBytes(Look(line) + "\n");
        }

        var count = Math.Min(buffer.Length, pending.Length);
        pending[..count].CopyTo(buffer);
        pending = pending[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Both SDKs read asynchronously; a blocking read would hold a thread for as long as a model thinks.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) lines.Dispose();
        base.Dispose(disposing);
    }

    private string Look(string line)
    {
        if (StreamedError().IsMatch(line)) throw new ModelUnavailableException(ModelFailure.ServerError);
        ended |= EndMark().IsMatch(line);
        return FinishReason().Replace(line, reason =>
        {
            ended = true;
            return Known.Contains(reason.Groups["value"].Value, StringComparer.Ordinal) ? reason.Value : $"\"finish_reason\":\"{Nearest(reason.Groups["value"].Value)}\"";
        });
    }

    private static string Nearest(string reason) => reason is "max_tokens" or "insufficient_system_resource" or "abort" ? "length" : "stop";

    // Inside a JSON string these quotes would be escaped, so a model cannot say the marks.
    [GeneratedRegex("""^(?:data:\s*\[DONE\]\s*$|\s*\{.*"done"\s*:\s*true)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndMark();

    [GeneratedRegex("""^(?:data:)?\s*\{\s*"(?:error"\s*:\s*[{"]|object"\s*:\s*"error")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StreamedError();

    [GeneratedRegex("""
        "finish_reason"\s*:\s*"(?<value>[^"]*)"
        """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FinishReason();
}
