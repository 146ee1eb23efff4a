using Confluent.Kafka;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Where a reader waits for its next record: the native client can only be waited for by a thread that stands still. One of its
/// own, because readers wait nearly always and would take the pool's few threads from requests, each of which comes back only
/// half a second later. Whoever awaits goes on this very thread, so that a record on its way meets no queue.
/// </summary>
internal sealed class ReaderThread : IDisposable
{
    private readonly Func<ConsumeResult<byte[], byte[]>?> _take;
    private readonly AutoResetEvent _asked = new(false);
    private TaskCompletionSource<ConsumeResult<byte[], byte[]>?>? _answer;
    private volatile bool _stopping;

    /// <param name="take">Waits for one record for a short time; null where none came.</param>
    /// <param name="name">What the thread is called in a dump.</param>
    public ReaderThread(Func<ConsumeResult<byte[], byte[]>?> take, string name)
    {
        _take = take;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>One call at a time.</summary>
    public Task<ConsumeResult<byte[], byte[]>?> TakeAsync()
    {
        var answer = new TaskCompletionSource<ConsumeResult<byte[], byte[]>?>();
        _answer = answer;
        _asked.Set();
        return answer.Task;
    }

    /// <summary>Not while a call waits. Does not wait for the thread: it may be the one that calls.</summary>
    public void Dispose()
    {
        _stopping = true;
        _asked.Set();
    }

    private void Run()
    {
        while (true)
        {
            _asked.WaitOne();
            if (_stopping)
            {
                _asked.Dispose();
                return;
            }

            var answer = _answer!;
            try
            {
                var taken = _take();
                answer.SetResult(taken);
            }
            catch (Exception failure) // The reader's to judge, as if it had called by itself.
            {
                answer.TrySetException(failure);
            }
        }
    }
}
