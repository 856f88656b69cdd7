package talkspurt.check;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import talkspurt.doctor.Finding;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.mcp.McpToolRunner;

/** Whether an MCP server is there, and has the tools that the settings name. */
final class McpAnswer {

  private McpAnswer() {}

  static Finding of(Endpoint.Lends lends, Duration within) {
    McpToolRunner tools = lends.tools();
    try {
      tools
          .server()
          .tried()
          .toCompletableFuture()
          .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException late) {
      if (late.getCause() instanceof TimeoutException) {
        return Finding.fail(
            lends.name(),
            "has not told its tools in " + within.toSeconds() + " s",
            "is it an MCP server, and does it start at once?");
      }
      throw late;
    }
    if (tools.server().failure().isPresent()) {
      return failed(lends.name(), tools.server().failure().get());
    }
    List<String> names = tools.offered().stream().map(ToolSpec::name).toList();
    if (!tools.absent().isEmpty()) {
      return Finding.fail(
          lends.name(),
          "does not have " + tools.absent() + "; of it may be used " + names,
          "are they spelled as the server spells them?");
    }
    return names.isEmpty()
        ? Finding.warn(lends.name(), "has no tool that may be used", "look at allow and deny")
        : Finding.ok(lends.name(), "offers " + names + "; none was run");
  }

  private static Finding failed(String name, ProviderFailure failure) {
    return failure.kind() == ProviderFailure.Kind.REJECTED_REQUEST
        ? Finding.fail(
            name, failure.kind() + ", " + failure.detail(), "is the path of the url right?")
        : ProfileCheck.failed(name, failure);
  }
}
