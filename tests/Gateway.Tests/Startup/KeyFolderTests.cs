using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Gateway.Tests.Startup;

internal sealed class KeyFolderTests
{
    [Test]
    public void Key_is_random_and_stays()
    {
        using var folder = new TempFolder();
        var first = new KeyFolder(folder["keys"]).Get("a");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Has.Length.EqualTo(32));
            Assert.That(new KeyFolder(folder["keys"]).Get("a"), Is.EqualTo(first));
            Assert.That(new KeyFolder(folder["keys"]).Get("b"), Is.Not.EqualTo(first));
        }
    }

    [Test]
    public void Shared_keys_are_read_and_never_made()
    {
        using var folder = new TempFolder();
        var made = new KeyFolder(folder["keys"]);
        var (one, fleet) = (made.Get("pseudonyms"), made.Fleet());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new KeyFolder(folder["keys"], isShared: true).Get("pseudonyms"), Is.EqualTo(one));
            Assert.That(new KeyFolder(folder["keys"], isShared: true).Fleet(), Is.EqualTo(fleet));
            Assert.That(new KeyFolder(folder["others"]).Fleet(), Is.Not.EqualTo(fleet));
            Assert.That(
                () => new KeyFolder(folder["none"], isShared: true).Get("pseudonyms"),
                Throws.TypeOf<StartupException>().With.Message.Contains("pseudonyms.key").And.Message.Contains("copy the keys"));
            Assert.That(Directory.Exists(folder["none"]), Is.False);
        }
    }

    [Test]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void Only_the_owner_may_read_a_key()
    {
        using var folder = new TempFolder();
        new KeyFolder(folder["keys"]).Get("a");

        Assert.That(File.GetUnixFileMode(folder["keys/a.key"]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(Directory.GetFiles(folder["keys"]), Has.Length.EqualTo(1), "nothing half-written stays");
    }
}
