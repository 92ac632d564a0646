package io.podspan.routecollector.bmp;

/** How many routes are kept, of one router and of all. */
final class RouteCount {
  private final int most;
  private int count;

  RouteCount(int most) {
    this.most = most;
  }

  boolean isFull() {
    return count >= most;
  }

  void add(int routes) {
    count += routes;
  }

  int count() {
    return count;
  }
}
