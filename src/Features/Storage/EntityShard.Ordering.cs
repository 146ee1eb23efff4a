using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Ordering;

namespace SecurityDecisioning.Features.Storage;

internal sealed unsafe partial class EntityShard
{
    private OrderTape? _tape;

    public void NoteOrder()
    {
        lock (_gate)
        {
            _tape = new OrderTape();
        }
    }

    public long TapeHead()
    {
        lock (_gate)
        {
            return _tape?.Head ?? 0;
        }
    }

    private void NoteStep(ref Change change, int record)
    {
        change.Witness?.See(change.Place, _tape!, change.Shard, record);
        _tape!.Note(change.Tag, record);
    }
}
