package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;

/** What is counted of bots that hear and speak by themselves. Thread-safe. */
public final class BotMetrics {

  private static final String BOT = "bot";

  private final ProviderMetrics providers;
  private final CounterDataPoint botDeaf;
  private final Counter botUnreadable;
  private final Counter botReconnects;
  private final Histogram botFirstSound;

  BotMetrics(Figures figures, ProviderMetrics providers) {
    this.providers = providers;
    botDeaf = figures.counter(
        "talkspurt_bot_dropped_inputs", "Frames and notices that a profile's bot was too slow for");
    botUnreadable = figures.labelled(
        "talkspurt_bot_unreadable", "Messages of a profile's bot that were skipped, by why", "why");
    botReconnects = figures.labelled(
        "talkspurt_bot_reconnects", "Connections to a bot that were opened again", "provider");
    botFirstSound = Histogram.builder()
        .name("talkspurt_bot_first_sound_seconds")
        .help("From a bot being asked to speak to its first sound, by provider")
        .labelNames("provider")
        .classicOnly()
        .classicUpperBounds(0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
        .register(figures.registry());
  }

  /** A conversation with a bot begins. */
  public void botAsked(String provider) {
    providers.asked(BOT, provider);
  }

  /** A bot's server says how its rate limit stands; zero: it takes more. */
  public void quotaTold(String provider, Duration wait) {
    providers.quotaTold(provider, wait);
  }

  /** A bot was too slow for a frame or a notice. */
  public void botDeaf() {
    botDeaf.inc();
  }

  /** A bot sent what could not be read, or is not known. */
  public void botUnreadable(String why) {
    botUnreadable.labelValues(why).inc();
  }

  /** A message of a profile's bot may be unreadable for this reason. */
  public void botUnreadableKnown(String why) {
    botUnreadable.initLabelValues(why);
  }

  /** From a bot being asked to speak to its first sound. */
  public void botFirstSound(String provider, long nanos) {
    botFirstSound.labelValues(provider).observe(nanos / 1e9);
  }

  /** A bot's connection was lost and is opened again. */
  public void botReconnected(String provider) {
    botReconnects.labelValues(provider).inc();
    providers.retried(provider);
  }

  /** A profile names this bot. */
  public void botKnown(String provider) {
    providers.askedKnown(BOT, provider);
    botFirstSound.initLabelValues(provider);
    botReconnects.initLabelValues(provider);
  }
}
