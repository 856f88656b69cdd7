package talkspurt.language;

import java.util.Map;
import java.util.Set;

/**
 * Where sentences of a language end. All words are in lower case.
 *
 * @param abbreviations a full stop behind these ends no sentence
 * @param beforeFigures nor behind these where a figure follows: "No. 5"
 * @param beforeWords nor behind these where one of the words follows: "& Co. KG"
 * @param beginnings where there are such: they alone begin a sentence behind initials
 * @param capitals words of one capital, which are no initials
 * @param beforeOrdinals a figure with a full stop behind these is an ordinal
 * @param behindOrdinals and so it is before these
 * @param semicolonAsks whether a semicolon is a question mark
 */
public record SentenceRules(
    Set<String> abbreviations,
    Set<String> beforeFigures,
    Map<String, Set<String>> beforeWords,
    Set<String> beginnings,
    Set<String> capitals,
    Set<String> beforeOrdinals,
    Set<String> behindOrdinals,
    boolean semicolonAsks) {

  public SentenceRules {
    abbreviations = Set.copyOf(abbreviations);
    beforeFigures = Set.copyOf(beforeFigures);
    beforeWords = Map.copyOf(beforeWords);
    beginnings = Set.copyOf(beginnings);
    capitals = Set.copyOf(capitals);
    beforeOrdinals = Set.copyOf(beforeOrdinals);
    behindOrdinals = Set.copyOf(behindOrdinals);
  }
}
