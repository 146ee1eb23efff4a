using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Catalogue;

namespace SecurityDecisioning.Console.Pages;

internal sealed class FeaturesModel : PageModel
{
    public CatalogueFilter Filter { get; private set; } = new();

    public IReadOnlyList<CatalogueGroup> Groups { get; private set; } = [];

    public int Found => Groups.Sum(g => g.Count);

    public void OnGet()
    {
        Filter = CatalogueFilter.Read(Request.Query);
        Groups = CatalogueGroup.Of(Filter);
    }
}
