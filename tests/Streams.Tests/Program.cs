using SecurityDecisioning.Streams.Tests.Local;

// Started by CrashTests as `dotnet exec <this assembly> <folder> [brokers]`; the test runner does not come this way.
await CrashWriter.RunAsync(args[0], args.ElementAtOrDefault(1));
