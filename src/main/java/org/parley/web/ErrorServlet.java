package org.parley.web;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers what the container sends here after an error; {@code web.xml} says which. Asked for directly it is nothing. */
@WebServlet(
        urlPatterns = {ErrorServlet.ANY, ErrorServlet.EXPIRED},
        asyncSupported = true)
public class ErrorServlet extends HttpServlet {
    static final String ANY = "/errors/any";
    static final String EXPIRED = "/errors/expired";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ErrorPages pages;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorPage page = page(request);
        byte[] html = pages.html(page, request).getBytes(StandardCharsets.UTF_8);
        response.setStatus(page.status());
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    private static ErrorPage page(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            return ErrorPage.MISSING;
        }
        if (EXPIRED.equals(request.getServletPath())) {
            return ErrorPage.EXPIRED;
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ErrorPage.of(status)
                : ErrorPage.FAILED;
    }
}
