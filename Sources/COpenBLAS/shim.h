#pragma once
#include <cblas.h>

// LAPACK's symmetric eigenproblem, which OpenBLAS carries without a C header of its own.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);
