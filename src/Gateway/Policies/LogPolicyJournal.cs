using System.Buffers;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>Steps of the lifecycle and their documents into the log; completes when the disk has both.</summary>
internal sealed class LogPolicyJournal(IRecordLog log, TimeProvider time)
{
    public async Task WriteAsync(PolicyEvent? step, PolicyContent? content)
    {
        LogPosition? last = null;
        if (content is { } documents)
        {
            var buffer = new ArrayBufferWriter<byte>(documents.Packed.Length + 256);
            PolicyCodec.Write(documents, buffer);
            last = log.Append(
                Topic.Policies, PolicyCodec.KeyOf(documents), time.GetUtcNow().ToUnixTimeMilliseconds(), buffer.WrittenSpan);
        }

        if (step is not null)
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            PolicyCodec.Write(step, buffer);
            last = log.Append(Topic.Policies, PolicyCodec.KeyOf(step), step.TimeMs, buffer.WrittenSpan);
        }

        if (last is { } position)
        {
            await log.WhenDurableAsync(position);
        }
    }
}
