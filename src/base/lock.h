/*
 * lock - a mutex that is always there: failing to take it is our own mistake.
 */
#ifndef MEKIKI_BASE_LOCK_H
#define MEKIKI_BASE_LOCK_H

#include <assert.h>
#include <pthread.h>

static inline void
lock_take(pthread_mutex_t *mutex)
{
	int problem = pthread_mutex_lock(mutex);

	assert(problem == 0);
	(void)problem;
}

static inline void
lock_give(pthread_mutex_t *mutex)
{
	int problem = pthread_mutex_unlock(mutex);

	assert(problem == 0);
	(void)problem;
}

#endif
