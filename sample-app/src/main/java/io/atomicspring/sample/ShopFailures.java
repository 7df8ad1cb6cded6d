package io.atomicspring.sample;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.OutcomeUnknownException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Busy, unavailable and unknown are three different answers, by HTTP too. */
@RestControllerAdvice
class ShopFailures {

    /** Refused, such as too little stock: nothing happened. */
    @ExceptionHandler
    ProblemDetail refused(ConcurrencyFailureException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    }

    /** Nothing happened, a later try may succeed. */
    @ExceptionHandler
    ProblemDetail unavailable(BackendUnavailableException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }

    /** It may have happened: look before you try again. */
    @ExceptionHandler
    ProblemDetail unknown(OutcomeUnknownException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.GATEWAY_TIMEOUT, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail badInput(InvalidInputException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
}
