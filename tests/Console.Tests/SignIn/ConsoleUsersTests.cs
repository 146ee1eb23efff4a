using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Console.Tests.SignIn;

internal sealed class ConsoleUsersTests
{
    [Test]
    public void First_user_is_made_once_and_survives_a_restart()
    {
        using var folder = new TempFolder();
        var password = new ConsoleUsers(folder.Path).EnsureFirstUser();
        var again = new ConsoleUsers(folder.Path);

        Assert.Multiple(() =>
        {
            Assert.That(password, Has.Length.EqualTo(24));
            Assert.That(again.EnsureFirstUser(), Is.Null);
            Assert.That(again.Verify("analyst", password), Is.Not.Null);
            Assert.That(again.Verify("analyst", password + "x"), Is.Null);
        });
    }

    [Test]
    public void File_holds_no_password_and_is_its_owners_only()
    {
        using var folder = new TempFolder();
        var password = new ConsoleUsers(folder["users"]).EnsureFirstUser()!;
        var file = Path.Combine(folder["users"], "users.json");

        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(file), Does.Not.Contain(password));
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
                Assert.That(File.GetUnixFileMode(folder["users"]) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead), Is.EqualTo((UnixFileMode)0));
            }
        });
    }

    [TestCase("not json")]
    [TestCase("[{}]")]
    [TestCase("[{\"name\":\"analyst\"}]")]
    [TestCase("[null]")]
    [TestCase("")]
    public void Broken_file_is_said_and_never_replaced_by_a_new_first_user(string content)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["users.json"], content);

        Assert.Multiple(() =>
        {
            Assert.That(() => new ConsoleUsers(folder.Path), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("users.json"));
            Assert.That(File.ReadAllText(folder["users.json"]), Is.EqualTo(content));
        });
    }
}
