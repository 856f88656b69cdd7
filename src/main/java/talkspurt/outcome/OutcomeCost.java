package talkspurt.outcome;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import talkspurt.call.Spending;
import talkspurt.provider.UsageAccount;
import talkspurt.provider.UsageMeter;

/** What it costs to ask how one call came out. Thread-safe. */
final class OutcomeCost implements UsageMeter {

  private final LocalDate day;
  private final Consumer<Used> onlooker;
  private final Map<String, UsageAccount> accounts = new HashMap<>();

  /**
   * @param day whose tariffs count
   * @param onlooker told all that is used, too
   */
  OutcomeCost(LocalDate day, Consumer<Used> onlooker) {
    this.day = day;
    this.onlooker = onlooker;
  }

  @Override
  public LocalDate day() {
    return day;
  }

  @Override
  public synchronized void used(Used used) {
    accounts.computeIfAbsent(used.provider(), name -> new UsageAccount()).add(used);
    onlooker.accept(used);
  }

  /** All of it so far. */
  synchronized Spending spent() {
    Map<String, Spending.Spent> spent = new HashMap<>();
    accounts.forEach((provider, account) -> spent.put(
        provider,
        new Spending.Spent(
            account.millionths(), account.used(), account.estimated(), account.tariffs())));
    return new Spending(spent);
  }
}
