namespace SecurityDecisioning.DemoShop.Web;

/// <summary>Text fields of a form, trimmed and bounded.</summary>
internal static class FormText
{
    private const int Longest = 200;

    /// <summary>The field, or empty where it is missing or longer than anybody's name or password.</summary>
    public static string Read(IFormCollection form, string name)
    {
        var value = form[name].ToString();
        return value.Length > Longest ? "" : value;
    }

    /// <summary>The form, or null where the body is none or cannot be read.</summary>
    public static async Task<IFormCollection?> TryReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}
