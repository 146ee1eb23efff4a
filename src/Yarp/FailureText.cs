using System.Text;

namespace SecurityDecisioning.Yarp;

/// <summary>
/// An exception as it may stand in a log: types and places, no messages. A message may quote what a client sent (a name, a
/// token, a path), and whoever can make a request fail would write it into the log.
/// </summary>
public static class FailureText
{
    private const int MostCauses = 5;

    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        var cause = exception;
        for (var i = 0; cause is not null && i < MostCauses; i++, cause = cause.InnerException)
        {
            text.Append(i == 0 ? "" : " caused by ").Append(cause.GetType().FullName);
        }

        return text.AppendLine().Append(exception.StackTrace).ToString();
    }
}
