using SecurityDecisioning.Streams.Local;
using SecurityDecisioning.Streams.Tests.Local;

namespace SecurityDecisioning.Streams.Tests.Contract;

internal sealed class LocalContractTests : RecordLogContract
{
    protected override IRecordLog Open(string name = "log") =>
        LocalSegmentLog.Open(LogFixture.Options(Path.Combine(Folder, name)) with { SegmentBytes = 64 * 1024 });
}
