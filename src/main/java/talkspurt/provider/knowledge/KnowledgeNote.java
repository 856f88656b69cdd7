package talkspurt.provider.knowledge;

import java.util.List;
import java.util.stream.Collectors;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.text.VisibleLine;

/** Notes for an agent about the documents that it may answer by. */
final class KnowledgeNote {

  private static final String BEGIN = "<documents>";
  private static final String END = "</documents>";
  private static final int MAX_PASSAGE = 5000;

  private KnowledgeNote() {}

  /** These passages are the nearest to what the caller said. */
  static String of(List<Passage> found, Wording words) {
    return found.isEmpty()
        ? words.of(Text.DOCUMENTS_SILENT)
        : words.of(Text.DOCUMENTS, BEGIN) + "\n" + BEGIN + "\n"
            + found.stream()
                .map(passage -> "- "
                    + VisibleLine.of(passage.whole(), MAX_PASSAGE)
                        .replace('<', '‹')
                        .replace('>', '›'))
                .collect(Collectors.joining("\n"))
            + "\n" + END;
  }

  /** The documents cannot be searched now. */
  static String unavailable(Wording words) {
    return words.of(Text.DOCUMENTS_AWAY);
  }
}
