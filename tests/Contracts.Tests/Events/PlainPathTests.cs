using FsCheck;
using FsCheck.Fluent;

namespace SecurityDecisioning.Contracts.Tests.Events;

internal sealed class PlainPathTests
{
    private static readonly string[] Segments = ["admin", "a", "users", "x.y", "..c", "...", "caf\u00E9", "100%", "~me", ".well-known"];

    [TestCase("/admin", "/admin")]
    [TestCase("//admin", "/admin")]
    [TestCase("/admin//users///1", "/admin/users/1")]
    [TestCase("/admin/", "/admin/")]
    [TestCase("/admin//", "/admin/")]
    [TestCase("/", "/")]
    [TestCase("///", "/")]
    [TestCase("/Admin", "/Admin", Description = "case is for whoever compares")]
    [TestCase("/%61dmin", "/admin", Description = "encoded twice when it was sent")]
    [TestCase("/%2561dmin", "/admin")]
    [TestCase("/admin%2Fusers", "/admin/users")]
    [TestCase("/admin%5Cusers", "/admin/users")]
    [TestCase("/\\admin", "/admin")]
    [TestCase("/admin;x=1/users;y=2", "/admin/users")]
    [TestCase("/;x/admin", "/admin")]
    [TestCase("/admin%3Bx=1", "/admin")]
    [TestCase("/100%", "/100%", Description = "no encoding, a percent sign")]
    [TestCase("/.well-known/acme", "/.well-known/acme")]
    [TestCase("/a/...", "/a/...")]
    [TestCase("", "")]
    [TestCase("*", "*", Description = "OPTIONS *")]
    public void Path_has_one_plain_form(string path, string expected)
    {
        Assert.That(PlainPath.TryRead(path, out var plain), Is.True);
        Assert.That(plain, Is.EqualTo(expected));
    }

    [TestCase("/shop/..;/admin")]
    [TestCase("/shop/.;x/admin")]
    [TestCase("/shop/%2e%2e/admin")]
    [TestCase("/shop/%252e%252e/admin")]
    [TestCase("/shop/..%2Fadmin")]
    [TestCase("/shop%2F..%2Fadmin")]
    [TestCase("/shop\\..\\admin")]
    [TestCase("/shop/../admin", Description = "the server takes these away; where it did not, nobody knows what the upstream does")]
    [TestCase("/shop/..")]
    [TestCase("/%2525252561dmin")]
    public void Path_that_can_lead_to_two_places_has_none(string path) => Assert.That(PlainPath.TryRead(path, out _), Is.False);

    [Test]
    public void Path_that_is_plain_allocates_nothing()
    {
        const string Path = "/account/orders/2026-11-21/receipt.pdf";
        PlainPath.TryRead(Path, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            PlainPath.TryRead(Path, out _);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    /// <summary>However a path is dressed up, it is read as what it was, or refused; and what is plain stays.</summary>
    [Test]
    public void Disguised_path_reads_as_the_one_it_hides() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var plain = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => "/" + Segments[random.Next(Segments.Length)]));
        var disguised = string.Concat(plain.Split('/').Skip(1).Select(s => "/" + Separator(random) + Disguise(s, random)));
        var isRead = PlainPath.TryRead(disguised, out var read);
        return (isRead && read == plain && PlainPath.TryRead(read, out var again) && again == read).Label($"{disguised} is {isRead} {read}");
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Whatever_is_sent_gives_a_plain_form_that_stays_or_none() => Prop.ForAll<string>(text =>
        !PlainPath.TryRead("/" + text, out var plain)
        || (plain.StartsWith('/') && !plain.Contains("//", StringComparison.Ordinal) && !plain.Contains(';') && !plain.Contains('\\')
            && PlainPath.TryRead(plain, out var again) && again == plain)).QuickCheckThrowOnFailure();

    private static string Separator(Random random) => random.Next(6) switch
    {
        0 => "//",
        1 => "%2F",
        2 => "\\",
        3 => "/;v=1/",
        4 => "/%5c/",
        _ => "/",
    };

    private static string Disguise(string segment, Random random) =>
        string.Concat(segment.Select(c => char.IsAsciiLetter(c) && random.Next(3) == 0
            ? random.Next(2) == 0 ? $"%{(int)c:x2}" : $"%25{(int)c:X2}" : c.ToString()))
        + (random.Next(4) == 0 ? ";jsessionid=1" : "");
}
