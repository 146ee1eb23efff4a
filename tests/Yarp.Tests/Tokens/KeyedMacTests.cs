using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Yarp.Tests.Hosting;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Tests.Tokens;

internal sealed class KeyedMacTests
{
    [Test]
    public void A_mac_is_the_librarys_hmac_whatever_was_hashed_before() =>
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), messages =>
        {
            var mac = new KeyedMac(TestKeys.Token);
            return messages.All(message => Of(mac, message).SequenceEqual(HMACSHA256.HashData(TestKeys.Token, message)));
        }));

    [Test]
    public void Threads_that_share_a_key_do_not_disturb_each_other()
    {
        var mac = new KeyedMac(TestKeys.Token);
        var wrong = 0;
        Parallel.For(0, 20_000, i =>
        {
            var message = BitConverter.GetBytes(i);
            if (!Of(mac, message).SequenceEqual(HMACSHA256.HashData(TestKeys.Token, message)))
            {
                Interlocked.Increment(ref wrong);
            }
        });
        Assert.That(wrong, Is.Zero);
    }

    private static byte[] Of(KeyedMac mac, byte[] message)
    {
        var written = new byte[KeyedMac.Size];
        mac.Write(message, written);
        return written;
    }
}
