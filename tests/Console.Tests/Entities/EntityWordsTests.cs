using SecurityDecisioning.Console.Assets;
using SecurityDecisioning.Console.Entities;

namespace SecurityDecisioning.Console.Tests.Entities;

internal sealed class EntityWordsTests
{
    [Test]
    public void Every_kind_has_a_title_of_its_own_and_an_icon() => Assert.Multiple(() =>
    {
        var kinds = Enum.GetValues<EntityKind>();
        Assert.That(kinds.Select(EntityWords.KindTitle), Is.Unique);
        foreach (var kind in kinds)
        {
            Assert.That(() => Icons.Svg(EntityWords.Icon(kind)), Throws.Nothing, kind.ToString());
        }
    });
}
