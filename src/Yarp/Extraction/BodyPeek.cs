using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Looks into a body without taking a byte of it: reads from the server's own pipe, then hands everything back unconsumed, so
/// that the proxy later copies the very bytes that came, framed as they came.
/// </summary>
internal static class BodyPeek
{
    public const int Limit = 16 * 1024;

    /// <summary>Whether <paramref name="request"/> may carry a body at all.</summary>
    public static bool MayHaveBody(HttpRequest request) =>
        request.ContentLength is null or > 0
        && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;

    /// <summary>Runs <paramref name="read"/> over the whole body, at most <see cref="Limit"/> bytes.</summary>
    /// <param name="request">The request, its body not yet read.</param>
    /// <param name="read">Takes what it needs out of the bytes; they are gone when it returns.</param>
    /// <param name="state">Handed to <paramref name="read"/>.</param>
    /// <param name="timeout">How long the body may take to arrive.</param>
    /// <param name="time">The clock of the timeout.</param>
    /// <returns>False where the body is too large, too slow or broken; it is then untouched all the same.</returns>
    public static async ValueTask<bool> TryReadAsync<TState>(
        HttpRequest request, ReadOnlySpanAction<byte, TState> read, TState state, TimeSpan timeout, TimeProvider time)
    {
        if (request.ContentLength > Limit)
        {
            return false;
        }

        var reader = request.BodyReader;
        var timer = default(ITimer);
        try
        {
            long examined = 0;
            while (true)
            {
                if (!reader.TryRead(out var result))
                {
                    timer ??= time.CreateTimer(static r => ((PipeReader)r!).CancelPendingRead(), reader, timeout, Timeout.InfiniteTimeSpan);
                    result = await reader.ReadAsync(request.HttpContext.RequestAborted);
                }

                var buffer = result.Buffer;
                if (result.IsCompleted || result.IsCanceled || buffer.Length > Limit)
                {
                    var whole = result.IsCompleted && buffer.Length <= Limit;
                    if (whole)
                    {
                        Read(buffer, read, state);
                    }

                    // Nothing more is marked as examined than before, so that the next reader gets it without waiting.
                    reader.AdvanceTo(buffer.Start, buffer.GetPosition(examined));
                    return whole;
                }

                examined = buffer.Length;
                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException or OperationCanceledException)
        {
            // The client's own fault or its leaving: the proxy meets the same when it reads, and answers it as it always does.
            return false;
        }
        finally
        {
            timer?.Dispose();
        }
    }

    private static void Read<TState>(ReadOnlySequence<byte> buffer, ReadOnlySpanAction<byte, TState> read, TState state)
    {
        if (buffer.IsSingleSegment)
        {
            read(buffer.FirstSpan, state);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)buffer.Length);
        try
        {
            buffer.CopyTo(rented);
            read(rented.AsSpan(0, (int)buffer.Length), state);
        }
        finally
        {
            // It may have held a password.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
