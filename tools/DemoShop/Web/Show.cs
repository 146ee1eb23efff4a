using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using SecurityDecisioning.DemoShop.Pages;

namespace SecurityDecisioning.DemoShop.Web;

/// <summary>Pages as answers.</summary>
internal static class Show
{
    public static RazorComponentResult<TPage> Page<TPage>(
        Visitor visitor, int status = 200, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        var all = parameters.ToDictionary(p => p.Name, p => p.Value);
        all["Visitor"] = visitor;
        return new RazorComponentResult<TPage>(all) { StatusCode = status };
    }

    public static RazorComponentResult<MessagePage> Message(Visitor visitor, int status, string title, string text) =>
        Page<MessagePage>(visitor, status, ("Title", title), ("Text", text));
}
