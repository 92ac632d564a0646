package io.podspan.testkit.callers;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/** Requests of REST Assured carry the token of an admin, unless a test gives them another one. */
public final class CallAsAdmin implements QuarkusTestBeforeEachCallback, Filter {
  private static final String HEADER = "Authorization";

  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    RestAssured.replaceFiltersWith(this);
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification response,
      FilterContext next) {
    if (!request.getHeaders().hasHeaderWithName(HEADER)) {
      request.header(HEADER, TestCaller.ADMIN.bearer());
    }
    return next.next(request, response);
  }
}
