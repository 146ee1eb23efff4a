using SecurityDecisioning.DemoShop;

if (!ShopOptions.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}

try
{
    await using var shop = ShopHost.Build(options, TimeProvider.System);
    await shop.StartAsync();
    Console.WriteLine($"DemoShop listens on {string.Join(", ", shop.Urls)}");
    if (options.EndWithInput)
    {
        _ = EndWithInputAsync(shop.Lifetime);
    }

    await shop.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The shop cannot start: {e.Message}");
    return 1;
}

static async Task EndWithInputAsync(IHostApplicationLifetime lifetime)
{
    while (await Console.In.ReadLineAsync() is not null)
    {
    }

    lifetime.StopApplication();
}
