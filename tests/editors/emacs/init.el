;; What makes a session of Emacs quiet and quick enough to be read by a test. Nothing here is about Glossator.
(setq inhibit-startup-screen t
      make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      native-comp-jit-compilation nil
      native-comp-enable-subr-trampolines nil
      ;; Source files of packages that are not byte-compiled are as good here.
      load-prefer-newer t
      warning-minimum-level :error
      eldoc-idle-delay 0.1
      eldoc-echo-area-use-multiline-p t
      ;; A list of one completion is shown all the same.
      completion-auto-help t
      completion-cycle-threshold nil
      use-short-answers t)
(dolist (package '("markdown-mode" "lsp-mode"))
  (load (concat package "-autoloads") t t))
;; Else lsp-mode asks once for each vault whether it is the root of a project.
(setq lsp-auto-guess-root t
      lsp-enable-snippet nil)
