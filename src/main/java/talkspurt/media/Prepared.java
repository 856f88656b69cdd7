package talkspurt.media;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import talkspurt.call.Cue;
import talkspurt.call.Instruction;
import talkspurt.turn.PhraseList;

/**
 * A reply to a turn that is not in the journal yet. Nothing of it is heard before that.
 *
 * @param supposed what there will be to answer
 * @param granted completed when there is
 * @param ahead whether it was prepared before the caller's turn was over
 */
record Prepared(
    Instruction.Answer supposed,
    CompletableFuture<Grant> granted,
    Source<SpeechPiece, NotUsed> speech,
    ReplyTimes times,
    boolean ahead) {

  /** Whether it is a reply to this, but for how the words are written. */
  boolean to(Cue cue) {
    return supposed.cue() instanceof Cue.Words one && cue instanceof Cue.Words other
        ? words(one).equals(words(other))
        : supposed.cue().equals(cue);
  }

  /** Whether it is a reply to just this. */
  boolean to(Instruction.Answer answer) {
    int lines = supposed.history().size();
    int before = Math.max(0, lines - 1);
    return supposed.turn() == answer.turn()
        && to(answer.cue())
        && answer.heard().empty()
        && answer.tools().equals(supposed.tools())
        && answer.history().size() == lines
        && answer.history().subList(0, before).equals(supposed.history().subList(0, before));
  }

  private static List<String> words(Cue.Words cue) {
    return PhraseList.wordsOf(cue.words().text());
  }
}
