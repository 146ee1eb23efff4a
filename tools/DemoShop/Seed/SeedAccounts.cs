using System.Globalization;

namespace SecurityDecisioning.DemoShop.Seed;

/// <summary>
/// The 500 accounts of a fresh shop, always the same ones. The traffic simulator compiles this file too, so that its customers
/// know their passwords: it is the only thing the two share.
/// </summary>
internal static class SeedAccounts
{
    public const int Count = 500;

    /// <summary>The operator of the shop; not one of the customers.</summary>
    public const string AdminUsername = "admin@shop.example";

    private static readonly string[] First =
    [
        "Anna", "Ben", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Katja", "Leon", "Mia", "Noah",
        "Olga", "Paul", "Quentin", "Rosa", "Samuel", "Tessa", "Umar", "Vera", "Willem", "Xenia", "Yusuf", "Zoe",
    ];

    private static readonly string[] Last =
    [
        "Albers", "Bianchi", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Hansen", "Ivanova", "Jansen", "Kowalski",
        "Lefevre", "Moreau", "Novak", "Olsen", "Peeters", "Quist", "Rossi", "Schmidt", "Tanaka", "Ullmann", "Visser", "Weber",
    ];

    private static readonly string[] Words =
    [
        "Sunshine", "Bluebird", "Pumpkin", "Midnight", "Biscuit", "Lavender", "Thunder", "Paprika", "Harbour", "Juniper",
        "Cinnamon", "Marathon", "Sparrow", "Velvet", "Compass", "Rainfall", "Bramble", "Lantern", "Walnut", "Meadow",
    ];

    private static readonly string[] Marks = ["", "!", "!!", "?", ".", "_", "#", "*"];

    private static readonly SeedAccount[] Accounts = Make();

    public static IReadOnlyList<SeedAccount> All => Accounts;

    private static SeedAccount[] Make()
    {
        var accounts = new SeedAccount[Count];
        for (var i = 0; i < Count; i++)
        {
            // 26 and 23 share no divisor, so 598 pairs come before any repeats.
            var first = First[i % First.Length];
            var last = Last[i % Last.Length];
            var bits = Mix((ulong)i);
            accounts[i] = new SeedAccount(i, Username(first, last, bits), $"{first} {last}", Password(first, bits));
        }

        return accounts;
    }

    private static string Username(string first, string last, ulong bits)
    {
        var name = (bits % 3) switch
        {
            0 => $"{first}.{last}@mail.example",
            1 => $"{first[0]}{last}.{first.Length}{last.Length}{bits % 97}@post.example",
            _ => $"{first}{last}@mail.example",
        };
        return name.ToLowerInvariant();
    }

    private static string Password(string first, ulong bits)
    {
        var word = Words[(int)((bits >> 8) % (ulong)Words.Length)];
        var year = 1961 + (int)((bits >> 16) % 63);
        var mark = Marks[(int)((bits >> 24) % (ulong)Marks.Length)];
        var number = ((bits >> 40) % 1000).ToString(CultureInfo.InvariantCulture);
        return ((bits >> 32) % 4) switch
        {
            0 => $"{word}{year}{mark}",
            1 => $"{first.ToLowerInvariant()}{word}{number}{mark}",
            2 => $"{word}-{first}-{number}",
            _ => $"{year}{word.ToLowerInvariant()}{mark}{number}",
        };
    }

    /// <summary>SplitMix64's finalizer: plausible variety without a random source.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value + 0x51_7C_C1_B7) * 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
