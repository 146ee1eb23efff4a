using System.Runtime.InteropServices;

namespace SecurityDecisioning.Review.Budgets;

/// <summary>
/// Whom one policy acted upon and who of them turned out harmless, each subject once. Bounded: where there are too many it goes on
/// with every second of them, drawn by a hash, then every fourth and so on (Wegman's adaptive sampling; Flajolet, Computing 43,
/// 1990), so that shares stay right when counts become samples. Not for use by several threads at once.
/// </summary>
public sealed class OverturnSample
{
    /// <summary>Subjects held at most.</summary>
    public const int Capacity = 4_096;

    /// <summary>No window is longer: 32 days.</summary>
    public const long LongestMs = 32L * 24 * 3_600 * 1_000;

    private readonly Dictionary<ulong, Subject> _subjects = [];
    private long _newestMs;

    /// <summary>One in 2 to the power of this many subjects is held.</summary>
    public int Level { get; private set; }

    public int Count => _subjects.Count;

    /// <summary>The policy acted upon a subject.</summary>
    public void Touch(ulong subject, long timeMs) => Note(
        subject, timeMs, static (ref Subject s, long at, ulong _) => s.TouchedMs = Math.Max(s.TouchedMs, at), 0);

    /// <summary>A person found that it was wrong.</summary>
    public void Overturn(ulong subject, long timeMs) => Note(
        subject,
        timeMs,
        static (ref Subject s, long at, ulong _) =>
        {
            s.TouchedMs = Math.Max(s.TouchedMs, at);
            s.FoundSafeMs = Math.Max(s.FoundSafeMs, at);
        },
        0);

    /// <summary>An established account passed its challenge, from <paramref name="network"/>.</summary>
    public void Pass(ulong subject, ulong network, long timeMs) => Note(
        subject,
        timeMs,
        static (ref Subject s, long at, ulong from) =>
        {
            s.TouchedMs = Math.Max(s.TouchedMs, at);
            if (at >= s.PassedMs)
            {
                (s.PassedMs, s.Network) = (at, from);
            }
        },
        network);

    /// <summary>
    /// The counts of a time. Passed challenges from one network count once, whoever passed them: accounts that somebody has
    /// collected are used from few places.
    /// </summary>
    /// <param name="fromMs">What is older does not count.</param>
    public SubjectCounts Since(long fromMs)
    {
        var (touched, overturned, lastMs) = (0, 0, 0L);
        var networks = new HashSet<ulong>();
        // 0 stands for never.
        fromMs = Math.Max(1, fromMs);
        foreach (var subject in _subjects.Values)
        {
            if (subject.TouchedMs < fromMs)
            {
                continue;
            }

            touched++;
            // The newest of all, counted or not: it must not depend on the order in which they are looked at.
            var newestMs = Math.Max(subject.FoundSafeMs, subject.PassedMs);
            lastMs = Math.Max(lastMs, newestMs >= fromMs ? newestMs : 0);
            if (subject.FoundSafeMs >= fromMs || (subject.PassedMs >= fromMs && networks.Add(subject.Network)))
            {
                overturned++;
            }
        }

        return new SubjectCounts(touched, overturned, lastMs);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Level);
        writer.Write(_newestMs);
        writer.Write(_subjects.Count);
        foreach (var (key, s) in _subjects)
        {
            writer.Write(key);
            writer.Write(s.TouchedMs);
            writer.Write(s.FoundSafeMs);
            writer.Write(s.PassedMs);
            writer.Write(s.Network);
        }
    }

    /// <exception cref="InvalidDataException">It is no sample.</exception>
    public static OverturnSample Read(BinaryReader reader)
    {
        var sample = new OverturnSample { Level = reader.ReadByte(), _newestMs = reader.ReadInt64() };
        var count = reader.ReadInt32();
        if (count is < 0 or > Capacity || sample.Level > 63)
        {
            throw new InvalidDataException($"a sample of {count} subjects at level {sample.Level}");
        }

        for (var i = 0; i < count; i++)
        {
            var key = reader.ReadUInt64();
            sample._subjects[key] = new Subject
            {
                TouchedMs = reader.ReadInt64(), FoundSafeMs = reader.ReadInt64(), PassedMs = reader.ReadInt64(),
                Network = reader.ReadUInt64(),
            };
        }

        return sample;
    }

    private delegate void Change(ref Subject subject, long timeMs, ulong network);

    private void Note(ulong key, long timeMs, Change change, ulong network)
    {
        _newestMs = Math.Max(_newestMs, timeMs);
        if (!IsDrawn(key))
        {
            return;
        }

        if (_subjects.Count >= Capacity && !_subjects.ContainsKey(key))
        {
            MakeRoom();
            if (!IsDrawn(key))
            {
                return;
            }
        }

        change(ref CollectionsMarshal.GetValueRefOrAddDefault(_subjects, key, out _), timeMs, network);
    }

    /// <summary>What is past any window first; then every second subject, until a quarter is free.</summary>
    private void MakeRoom()
    {
        Drop((_, s) => s.TouchedMs < _newestMs - LongestMs);
        while (_subjects.Count > Capacity * 3 / 4)
        {
            Level++;
            Drop((key, _) => !IsDrawn(key));
        }
    }

    private void Drop(Func<ulong, Subject, bool> isGoing)
    {
        foreach (var key in _subjects.Where(s => isGoing(s.Key, s.Value)).Select(s => s.Key).ToList())
        {
            _subjects.Remove(key);
        }
    }

    private bool IsDrawn(ulong key) => Level == 0 || SubjectKey.Mix(key) >> (64 - Level) == 0;

    private struct Subject
    {
        public long TouchedMs;
        public long FoundSafeMs;
        public long PassedMs;
        public ulong Network;
    }
}
