package talkspurt.media.conversation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import talkspurt.call.AnswerTimes;
import talkspurt.call.Spending;
import talkspurt.provider.Price;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageAccount;
import talkspurt.provider.UsageMeter;
import talkspurt.telemetry.CallMetrics;
import talkspurt.telemetry.CallTrace;

/**
 * What providers use on one line, and what that costs: the one place where it is summed up. Thread-safe.
 */
public final class LineCosts implements UsageMeter {

  private static final long NANOS_PER_MS = 1_000_000;
  private static final Consumer<Spending> NOBODY = spending -> {};

  private final CallMetrics metrics;
  private final LocalDate day;
  private final Map<String, UsageAccount> accounts = new HashMap<>();
  private Map<String, Price> ofTime = Map.of();
  private String profile = "";
  private final Map<String, Long> counted = new HashMap<>();
  private AnswerTimes answers = AnswerTimes.NONE;
  private int corrections;
  private long countedTo;
  private boolean over;
  private Consumer<Spending> afterwards = NOBODY;
  private volatile CallTrace trace = CallTrace.NONE;

  /**
   * Nothing is used yet.
   *
   * @param day whose tariffs count, however long the line lasts: that on which it came, in UTC
   */
  public LineCosts(CallMetrics metrics, LocalDate day) {
    this.metrics = metrics;
    this.day = day;
  }

  /**
   * This profile answers from now on.
   *
   * @param prices of providers that are paid for the time of the call, by their names
   */
  synchronized void use(String name, Map<String, Price> prices, long nowNanos) {
    countTime(nowNanos);
    profile = name;
    ofTime = Map.copyOf(prices);
    countedTo = nowNanos;
  }

  /**
   * What is taken for the call itself, once whatever lines it has.
   *
   * @param name the profile that answers
   * @param fees of that profile
   * @param first whether the call has had no line before, so that it was not counted yet
   */
  Spending perCall(String name, Map<String, Price> fees, boolean first) {
    Map<String, Spending.Spent> all = new HashMap<>();
    fees.forEach((who, fee) -> {
      if (fee.on(day).knows(Unit.CALLS)) {
        UsageAccount account = new UsageAccount();
        UsageMeter meter = paid -> {
          account.add(paid);
          if (first) {
            metrics.cost(name, who, (double) paid.parts() / Price.PARTS);
          }
        };
        meter.of(who, fee.on(day)).used(Used.unpriced(Usage.of(Unit.CALLS, 1)));
        all.put(who, spent(account));
      }
    });
    return new Spending(all);
  }

  /** The call on this line has this trace. */
  void in(CallTrace other) {
    trace = other;
  }

  @Override
  public CallTrace trace() {
    return trace;
  }

  @Override
  public LocalDate day() {
    return day;
  }

  /** The caller has waited so long for an answer. */
  public synchronized void answered(long nanos) {
    answers = answers.and(nanos / NANOS_PER_MS);
  }

  /** The line is gone: time counts no more. */
  synchronized void over(long nowNanos) {
    countTime(nowNanos);
    over = true;
  }

  /**
   * The call was told that the line is gone. What was spent by then is told once more, since a call that is over may have
   * passed over it; and a provider that is cut off by that may tell what it took a little later, and is heard.
   *
   * @param later told all that was spent, now and each time that changes; on any thread
   */
  void closed(Consumer<Spending> later) {
    Spending now;
    synchronized (this) {
      afterwards = later;
      now = spending();
    }
    if (!now.equals(Spending.NONE)) {
      later.accept(now);
    }
  }

  /** All that was spent on the line by now. */
  synchronized Spending spending(long nowNanos) {
    countTime(nowNanos);
    return spending();
  }

  private Spending spending() {
    Map<String, Spending.Spent> spent = new HashMap<>();
    accounts.forEach((provider, account) -> spent.put(provider, spent(account)));
    return new Spending(spent, answers, corrections);
  }

  private static Spending.Spent spent(UsageAccount account) {
    return new Spending.Spent(
        account.millionths(), account.used(), account.estimated(), account.tariffs());
  }

  private void countTime(long nowNanos) {
    long ms = (nowNanos - countedTo) / NANOS_PER_MS;
    if (over || ofTime.isEmpty() || ms <= 0) {
      return;
    }
    countedTo += ms * NANOS_PER_MS;
    Usage time = Usage.of(Unit.SOUND_MS, ms);
    ofTime.forEach((provider, price) -> of(provider, price).used(Used.estimated(time)));
  }

  @Override
  public void used(Used used) {
    Spending now;
    Consumer<Spending> later;
    synchronized (this) {
      UsageAccount account = accounts.computeIfAbsent(used.provider(), name -> new UsageAccount());
      account.add(used);
      corrections += used.corrects() ? 1 : 0;
      count(used.provider(), account.parts());
      later = afterwards;
      now = later == NOBODY ? Spending.NONE : spending();
    }
    later.accept(now);
  }

  /** What is counted only grows: a correction that makes it less is made up for by what is spent next. */
  private void count(String provider, long parts) {
    long more = parts - counted.getOrDefault(provider, 0L);
    if (more > 0) {
      counted.put(provider, parts);
      metrics.cost(profile, provider, (double) more / Price.PARTS);
    }
  }
}
