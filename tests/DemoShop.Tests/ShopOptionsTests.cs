namespace SecurityDecisioning.DemoShop.Tests;

internal sealed class ShopOptionsTests
{
    [Test]
    public void Options_are_read()
    {
        Assert.That(ShopOptions.TryParse(["--port", "18100", "--data", "/tmp/x"], out var options, out _), Is.True);
        Assert.That(options, Is.EqualTo(new ShopOptions { Port = 18_100, Data = "/tmp/x" }));
    }

    [TestCase("--port", "70000")]
    [TestCase("--port", "x")]
    [TestCase("--port")]
    [TestCase("--data")]
    [TestCase("--help")]
    public void What_is_not_understood_is_told_with_the_usage(params string[] args)
    {
        Assert.That(ShopOptions.TryParse(args, out _, out var problem), Is.False);
        Assert.That(problem, Does.Contain("Usage"));
    }

    [Test]
    public void A_folder_that_cannot_be_used_is_told()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["file"], "");

        Assert.That(
            () => ShopHost.Build(new ShopOptions { Data = folder["file"] }, TimeProvider.System), Throws.InstanceOf<IOException>());
    }
}
