package talkspurt.collect;

import java.time.LocalDate;
import java.util.List;

/** What a value consists of, and how it is read from keys and words. */
public sealed interface Content permits CodeContent, DateContent {

  /** How far the caller has come. */
  enum Progress {
    /** More is needed. */
    BEGUN,
    /** It may be all, or not. */
    WHOLE,
    /** It can be no more. */
    FULL
  }

  /** What came of what the caller entered. */
  sealed interface Judgement {

    /** It is as it should be. Personal data: prints its length only. */
    record Good(String value) implements Judgement {
      @Override
      public String toString() {
        return "Good[" + value.length() + "]";
      }
    }

    /** It is not. */
    record Bad(Collected.Why why) implements Judgement {}
  }

  /** How callers say numbers, and what they answer. */
  CodeWords words();

  /** Whether it can be keyed at all. */
  boolean keyable();

  /** How many characters can be entered at most. */
  int longest();

  /** What of the words is part of the value, behind what was entered before; empty where nothing is. */
  String read(String entered, String said);

  /** How far this is. */
  Progress progress(String entered, LocalDate today);

  /** What this is. */
  Judgement judge(String entered, LocalDate today);

  /** A value as its digits or letters are read, one by one. */
  String symbols(String value);

  /** A value as a voice reads it. */
  String spoken(String value);

  /** In which ways a value may be written, so that it can be found. */
  List<String> forms(String value);
}
