using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.Simulator.Http;

namespace SecurityDecisioning.Simulator.Tests.Http;

internal sealed class ProofOfWorkTests
{
    [TestCase(1)]
    [TestCase(12)]
    public void The_number_found_begins_with_enough_zero_bits(int difficulty)
    {
        const string seed = "00112233445566778899aabbccddeeff";
        var number = ProofOfWork.Solve(seed, difficulty, CancellationToken.None);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{seed}:{number}"));
        var bits = string.Concat(hash.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));

        Assert.That(bits, Does.StartWith(new string('0', difficulty)));
    }

    [Test]
    public void Work_beyond_reason_is_declined() =>
        Assert.That(ProofOfWork.Solve("00", 40, CancellationToken.None), Is.Null);
}
