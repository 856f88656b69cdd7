package talkspurt.provider;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The tools that a {@link Responder} may use in one reply. What it asks for is in the journal before
 * it is run, and is run at most once: the same tool with the same arguments asked for again in the
 * same turn gets the outcome of the first. Thread-safe.
 */
public interface Tools {

  /** Which there are. */
  List<ToolSpec> offered();

  /**
   * Runs a tool.
   *
   * @param arguments a JSON object as the model wrote it, be it proper or not
   * @return what came of it, within the tool's patience; never fails. Not completed when the reply
   *     is not wanted any more.
   */
  CompletionStage<ToolResult> use(String name, String arguments);

  /** No tools at all. */
  static Tools none() {
    return new Tools() {
      @Override
      public List<ToolSpec> offered() {
        return List.of();
      }

      @Override
      public CompletionStage<ToolResult> use(String name, String arguments) {
        return CompletableFuture.completedFuture(
            new ToolResult.Failed("there is no tool called " + name));
      }
    };
  }
}
