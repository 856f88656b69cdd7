package talkspurt.provider.stt;

import java.util.List;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.stt.FallbackTranscriber.Link;
import talkspurt.telemetry.ProviderMetrics;

/** The links of a {@link FallbackTranscriber} by their numbers: their health, and what is counted. */
interface FallbackLinks {

  /** How many there are. */
  int count();

  /** A link's name. */
  String name(int link);

  /** Whether it is not to be asked for a while. */
  boolean rests(int link);

  /** It was asked for the words of an utterance. */
  void asked(int link);

  /** It was asked in place of one before it. */
  void tookOver(int link);

  /** It had the first words of an utterance, so long after that began. */
  void firstWords(int link, long nanos);

  /** It had the last words of an utterance, so long after that ended. */
  void answered(int link, long nanos);

  /** It failed an utterance. */
  void failed(int link);

  /** An utterance that failed so was given to the next. */
  void gaveWay(ProviderFailure failure);

  /** Those that all calls share. */
  static FallbackLinks of(List<Link> links, ProviderMetrics metrics) {
    return new FallbackLinks() {
      @Override
      public int count() {
        return links.size();
      }

      @Override
      public String name(int link) {
        return links.get(link).name();
      }

      @Override
      public boolean rests(int link) {
        return links.get(link).breaker().isOpen();
      }

      @Override
      public void asked(int link) {
        metrics.asked("transcriber", name(link));
      }

      @Override
      public void tookOver(int link) {
        metrics.transcriberTookOver(name(link));
      }

      @Override
      public void firstWords(int link, long nanos) {
        metrics.transcriberFirstWords(name(link), nanos);
      }

      @Override
      public void answered(int link, long nanos) {
        links.get(link).breaker().succeed();
        metrics.transcriberFinal(name(link), nanos);
      }

      @Override
      public void failed(int link) {
        links.get(link).breaker().fail();
      }

      @Override
      public void gaveWay(ProviderFailure failure) {
        metrics.providerFailed(failure.provider(), failure.kind().name());
      }
    };
  }
}
