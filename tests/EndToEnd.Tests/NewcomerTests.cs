using System.Net;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>What a newcomer does in the first five minutes.</summary>
[NonParallelizable]
internal sealed class NewcomerTests
{
    [Test]
    public async Task First_attack_is_stopped_and_everybody_else_goes_on()
    {
        using var folder = new TempFolder();
        await using var product = await RunningProduct.StartAsync(folder["data"]);
        using var attacker = Visitor.From(product.Gateway, "127.7.7.7");
        using var shopper = Visitor.InBrowser(product.Gateway, "127.8.8.8");

        var answers = new List<LoginAnswer>();
        for (var i = 0; i < 40; i++)
        {
            answers.Add(await attacker.LoginAsync($"user{i}@shop.example", "hunter2"));
        }

        var stopped = answers.FindIndex(a => a.Status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests);
        Assert.Multiple(() =>
        {
            // One wrong password is a person; what follows is for the model and the rules to say.
            Assert.That(stopped, Is.InRange(1, 20), "the attempt that was stopped first");
            Assert.That(answers.Skip(stopped).Select(a => a.Status), Has.None.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(answers.Select(a => a.DecisionId), Has.All.Length.EqualTo(EventId.TextLength));
        });
        Assert.That(await shopper.StatusOfAsync("/"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await shopper.LoginAsync("nobody", "wrong")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Interrupt_stops_cleanly_and_a_second_run_remembers()
    {
        using var folder = new TempFolder();
        await using (var first = await RunningProduct.StartAsync(folder["data"]))
        {
            using var attacker = Visitor.From(first.Gateway, "127.7.7.7");
            for (var i = 0; i < 40; i++)
            {
                await attacker.LoginAsync($"user{i}@shop.example", "hunter2");
            }

            Assert.That(await first.InterruptAsync(), Is.Zero, first.Output);
        }

        await using var second = await RunningProduct.StartAsync(folder["data"]);
        using var returning = Visitor.From(second.Gateway, "127.7.7.7");
        var answer = await returning.LoginAsync("another@shop.example", "hunter2");

        Assert.That(answer.Status, Is.AnyOf(HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests));
        Assert.That(second.Output, Does.Not.Contain("password:"), "the first password is shown once only");
    }

    [Test]
    public async Task Port_taken_is_one_clear_line()
    {
        using var folder = new TempFolder();
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var product = RunningProduct.Launch(
            folder["data"], port, FreePorts.Next(), FreePorts.Next());

        Assert.That(await product.ExitAsync(), Is.Not.Zero);
        AssertOneLineAbout(product, $"{port}");
    }

    [Test]
    public async Task Upstream_down_is_one_clear_line()
    {
        using var folder = new TempFolder();
        var upstream = $"http://127.0.0.1:{FreePorts.Next()}";
        await using var product = RunningProduct.Launch(
            folder["data"], FreePorts.Next(), FreePorts.Next(), FreePorts.Next(), "--upstream", upstream);

        Assert.That(await product.ExitAsync(), Is.Not.Zero);
        AssertOneLineAbout(product, upstream);
    }

    [Test]
    public async Task Data_folder_that_cannot_be_written_is_one_clear_line()
    {
        // A file where the folder should be: not writable for root either.
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["occupied"], "");
        await using var product = RunningProduct.Launch(
            folder["occupied"], FreePorts.Next(), FreePorts.Next(), FreePorts.Next());

        Assert.That(await product.ExitAsync(), Is.Not.Zero);
        AssertOneLineAbout(product, folder["occupied"]);
    }

    private static void AssertOneLineAbout(RunningProduct product, string subject)
    {
        var lines = product.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Exactly(1).Contains(subject), product.Output);
            Assert.That(product.Output, Does.Not.Contain("   at "), "no stack trace");
        });
    }
}
