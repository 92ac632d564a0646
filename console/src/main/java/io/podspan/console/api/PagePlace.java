package io.podspan.console.api;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** The place of one request among the pages under way. It is free again when the request ends. */
@RequestScoped
public class PagePlace {
  private final PagesUnderWay pages;
  private boolean taken;

  @Inject
  public PagePlace(PagesUnderWay pages) {
    this.pages = pages;
  }

  /** Waits for it. */
  void take() {
    pages.enter();
    taken = true;
  }

  @PreDestroy
  void end() {
    if (taken) {
      pages.leave();
    }
  }
}
