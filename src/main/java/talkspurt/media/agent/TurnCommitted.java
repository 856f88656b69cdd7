package talkspurt.media.agent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;

/**
 * That the turn which a reply answers is in the journal: the reply may be heard and do things.
 *
 * @param tools what it may use
 * @param patience how long the caller may still be kept waiting without a word
 */
record TurnCommitted(Tools tools, Duration patience) {

  /** Tools that are not used before a reply is granted; never, where that does not come. */
  static Tools held(List<ToolSpec> offered, CompletionStage<TurnCommitted> granted) {
    return new Tools() {
      @Override
      public List<ToolSpec> offered() {
        return offered;
      }

      @Override
      public CompletionStage<ToolResult> use(String name, String arguments) {
        return granted.thenCompose(grant -> grant.tools().use(name, arguments));
      }
    };
  }
}
