package io.podspan.cli.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was answered to each request, and which worlds follow from it. A request without an answer
 * may have happened, and may still happen later: it was on its way. One that was refused has not.
 */
final class Ledger {
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Integer> answers = new TreeMap<>();

  /** Of one name. */
  private static final class Account {
    final List<Request> unanswered = new ArrayList<>();
    final List<String> history = new ArrayList<>();
    World certain = World.EMPTY;
  }

  synchronized void acknowledged(Request request) {
    Account account = account(request, "done");
    account.certain = request.after(account.certain);
  }

  /**
   * @param status 4xx
   */
  synchronized void refused(Request request, int status) {
    account(request, "refused, " + status);
  }

  /**
   * @param status 5xx, or 0 when there was no answer at all
   */
  synchronized void unanswered(Request request, int status) {
    account(request, status == 0 ? "no answer" : "failed, " + status).unanswered.add(request);
  }

  /** Every world that agrees with what was answered. */
  synchronized Set<World> possible(String name) {
    Account account = accounts.get(name);
    Set<World> possible = new HashSet<>();
    possible.add(account == null ? World.EMPTY : account.certain);
    if (account != null) {
      // Each of them once, in any order: more than what is really possible, and never less.
      for (int round = 0; round < account.unanswered.size(); round++) {
        for (World world : List.copyOf(possible)) {
          account.unanswered.forEach(request -> possible.add(request.after(world)));
        }
      }
    }
    return possible;
  }

  /** What the last acknowledged request made. */
  synchronized World certain(String name) {
    Account account = accounts.get(name);
    return account == null ? World.EMPTY : account.certain;
  }

  synchronized Set<String> names() {
    return Set.copyOf(accounts.keySet());
  }

  synchronized List<String> history(String name) {
    Account account = accounts.get(name);
    return account == null ? List.of() : List.copyOf(account.history);
  }

  /** How often each answer was given. */
  synchronized Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }

  private Account account(Request request, String answer) {
    Account account = accounts.computeIfAbsent(request.name(), _ -> new Account());
    account.history.add(request + ": " + answer);
    answers.merge(answer, 1, Integer::sum);
    return account;
  }
}
