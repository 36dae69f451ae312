package org.parley.web;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what the container sends here after an error; {@code web.xml} says which. Asked for directly it is nothing. */
@WebServlet(urlPatterns = ErrorServlet.ANY, asyncSupported = true)
public class ErrorServlet extends HttpServlet {
    static final String ANY = "/errors/any";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ErrorPages pages;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.answer(page(request), request, response);
    }

    private static ErrorPage page(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            return ErrorPage.MISSING;
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ErrorPage.of(status)
                : ErrorPage.FAILED;
    }
}
