package talkspurt.control;

/**
 * So much of a budget is used up.
 *
 * @param profile whose it is; {@link PeriodCosts#ALL} for that of all
 * @param percent 80 or 100
 */
record BudgetReached(String profile, int percent) {}
