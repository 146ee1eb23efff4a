using System.Net;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Startup;

/// <summary>What others on the machine and on the network get to see.</summary>
internal sealed class ExposureTests
{
    [Test]
    public async Task Console_stays_on_loopback_when_the_gateway_opens_to_the_network()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            RunningGateway.Settings(folder["data"], app.Address) with { Address = IPAddress.Any });

        Assert.That((gateway.Console.Host, gateway.Address.Host), Is.EqualTo(("127.0.0.1", "0.0.0.0")));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Data_folder_that_we_make_is_its_owners_only()
    {
        using var folder = new TempFolder();

        StartupChecks.DataFolderIsWritable(folder["data"]);

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.That(new DirectoryInfo(folder["data"]).UnixFileMode, Is.EqualTo(Owner));
    }
}
